from evenbeat.runtime.joblog import logged
