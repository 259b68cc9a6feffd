"""A SLURM of this machine alone, for tests: one node, loopback only, all of it in one folder.

Usage, as root on Debian: python tests/runs/slurm.py install
    python tests/runs/slurm.py COMMAND [ARGUMENT ...]
The second runs a command that finds this SLURM by its PATH, and stops SLURM when the command ends.
"""

import contextlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PACKAGES = ("slurm-wlm", "munge")
DAEMONS = ("munged", "slurmctld", "slurmd")
CLIENTS = ("sacctmgr", "sbatch", "scancel", "scontrol", "sinfo", "squeue", "srun", "sshare")

# Accounting needs a database server of its own. Snakemake's plugin asks sacct all the same while
# the controller does not answer; the states of jobs, and nothing else, are answered from the queue.
SACCT = """#!/bin/sh
while [ $# -gt 0 ]; do
    case "$1" in --name) name=$2; shift;; --format=*) format=${1#*=};; esac
    shift
done
[ "$format" = JobIdRaw,State ] || { echo "no accounts are kept here" >&2; exit 1; }
exec squeue --states=all --noheader --format='%i|%T' --name "$name"
"""

# Writes down when the controller does not answer.
SQUEUE = """#!/bin/sh
squeue-itself "$@" || {{ status=$?; echo "$@" >> {folder}/unanswered; exit $status; }}
"""

CONFIGURATION = """
ClusterName=tests
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/munge
AuthInfo=socket={folder}/munge/socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SchedulerType=sched/backfill
SchedulerParameters=sched_min_interval=100000,bf_interval=1,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
GresTypes=gpu
ReturnToService=2
JobRequeue=0
MinJobAge=3600
KillWait=2
MessageTimeout=3
MailProg=/bin/true
SlurmdParameters=config_overrides
NodeName=localhost NodeAddr=127.0.0.1 CPUs={cpus} RealMemory={memory} Gres=gpu:{gpus}
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
"""


def absent():
    """List the programs of SLURM that this machine lacks."""
    return [name for name in DAEMONS + CLIENTS if shutil.which(name, path=search_path()) is None]


def install():
    """Install Debian's packages, and start none of their services."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    policy = Path("/usr/sbin/policy-rc.d")
    ours = not policy.exists()
    if ours:
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    try:
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
            subprocess.run(["apt-get", "-qq", *command], check=True, env=quiet)
    finally:
        if ours:
            policy.unlink()


def missing():
    """Say what keeps this machine from running a SLURM of its own; nothing if nothing does."""
    if os.geteuid():
        return "only root can start the daemons of SLURM"
    if absent():
        return f"no {', '.join(absent())}: python tests/runs/slurm.py install"
    name = socket.gethostname()
    try:
        alone = socket.gethostbyname(name) == "127.0.0.1"
    except OSError:
        alone = False
    return "" if alone else f"SLURM looks {name} up: put `127.0.0.1 {name}` first in /etc/hosts"


def search_path():
    """Name the folders of programs, those of daemons included."""
    return f"{os.environ['PATH']}{os.pathsep}/usr/sbin"


def free_ports(number):
    """Find ports of the loopback that nobody uses."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class Slurm:
    """A SLURM in a folder: its keys, state, logs, process ids, and programs that find it.

    Parameters
    ----------
    folder : Path
        Absolute; it need not exist.
    cpus : int
        Of its one node, however many the machine has.
    memory : int
        Of its node, MiB.
    gpus : int
        Stand-ins of GPUs: they are counted and given out, and never opened.
    """

    def __init__(self, folder, cpus=4, memory=32000, gpus=2):
        self.folder = folder
        self.programs = folder / "bin"
        self.environment = {"PATH": f"{self.programs}{os.pathsep}{search_path()}"}
        for name in ("state", "spool", "munge", "bin"):
            (folder / name).mkdir(parents=True)
        self._write_configuration(cpus, memory, gpus)
        self._write_programs()

    def _write_configuration(self, cpus, memory, gpus):
        (self.folder / "slurm.conf").write_text(
            CONFIGURATION.format(
                folder=self.folder, cpus=cpus, memory=memory, gpus=gpus, ports=free_ports(2)
            )
        )
        (self.folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n")
        devices = [self.folder / f"gpu{number}" for number in range(gpus)]
        for number, device in enumerate(devices):
            # SLURM counts only GPUs with a device file; these have the driver's number.
            os.mknod(device, 0o600 | stat.S_IFCHR, os.makedev(195, number))
        lines = ["AutoDetect=off", *(f"Name=gpu File={device}" for device in devices)]
        (self.folder / "gres.conf").write_text("\n".join(lines) + "\n")
        key = self.folder / "munge/key"
        key.touch(mode=0o600)
        key.write_bytes(os.urandom(1024))

    def _write_programs(self):
        """Wrap the clients: a job's inner Snakemake drops every variable of SLURM, but not PATH."""
        for name in CLIENTS:
            real = shutil.which(name, path=search_path())
            script = f'#!/bin/sh\nSLURM_CONF={self.folder}/slurm.conf exec {real} "$@"\n'
            (self.programs / name).write_text(script)
        (self.programs / "sacct").write_text(SACCT)
        squeue = self.programs / "squeue"
        squeue.rename(self.programs / "squeue-itself")
        squeue.write_text(SQUEUE.format(folder=self.folder))
        for path in self.programs.iterdir():
            path.chmod(0o755)

    def ask(self, *command):
        """Run one of the clients; give what it says."""
        return subprocess.run(
            command, env=os.environ | self.environment, check=True, capture_output=True, text=True
        ).stdout.strip()

    def count_unanswered(self):
        """Count how often squeue was asked in vain."""
        path = self.folder / "unanswered"
        return len(path.read_text().splitlines()) if path.exists() else 0

    def node_state(self):
        """Tell the state of the node; nothing where the controller does not answer."""
        asked = subprocess.run(
            ["sinfo", "--noheader", "--format=%T"],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
        )
        return asked.stdout.strip()

    def start(self):
        """Start the daemons and wait until the node takes jobs."""
        munge = self.folder / "munge"
        self._run_daemon(
            "munged",
            f"--key-file={munge}/key",
            f"--socket={munge}/socket",
            f"--pid-file={self.folder}/munged.pid",
            f"--log-file={munge}/log",
            f"--seed-file={munge}/seed",
        )
        self.start_controller()
        self._run_daemon("slurmd", "-f", f"{self.folder}/slurm.conf", "-N", "localhost")
        self._wait(lambda: self.node_state() in ("idle", "mixed", "allocated"))

    def start_controller(self):
        """Start the controller, with the state that it has left, if any."""
        self._run_daemon("slurmctld", "-f", f"{self.folder}/slurm.conf", "-i")

    def stop_controller(self):
        """Stop the controller, which saves its state; jobs go on."""
        self._stop_daemon("slurmctld")

    def stop(self):
        """Cancel what runs, stop the daemons, each by its process id."""
        try:
            if self.node_state():
                self.ask("scancel", "--user=root")
                self._wait(lambda: not self.ask("squeue", "--noheader"))
        finally:
            for name in reversed(DAEMONS):
                self._stop_daemon(name)

    def _run_daemon(self, name, *arguments):
        log = self.folder / f"{name}.start"
        # A file and no pipe, whose end the daemon would keep open.
        with open(log, "w") as file:
            done = subprocess.run(
                [shutil.which(name, path=search_path()), *arguments],
                env=os.environ | {"SLURM_CONF": str(self.folder / "slurm.conf")},
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        if done.returncode:
            raise RuntimeError(f"{name} does not start:\n{log.read_text()}")

    def _stop_daemon(self, name):
        path = self.folder / f"{name}.pid"
        if not path.exists():
            return
        number = int(path.read_text())
        if not is_running(number, name):
            return
        os.kill(number, signal.SIGTERM)
        self._wait(lambda: not is_running(number, name))

    def _wait(self, condition, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                logs = [path.read_text()[-3000:] for path in self.folder.glob("slurm*.log")]
                raise TimeoutError("SLURM does not do what it is to do:\n" + "\n".join(logs))
            time.sleep(0.1)


def is_running(number, name):
    """Tell whether a process is there and is the program of that name, not one that came later."""
    try:
        return Path(f"/proc/{number}/comm").read_text().strip() == name
    except OSError:
        return False


@contextlib.contextmanager
def running(**size):
    """Give a SLURM that runs while it is used, in a folder that is there as long."""
    # munged takes no folder that others cannot enter.
    with tempfile.TemporaryDirectory(prefix="slurm-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        slurm = Slurm(folder, **size)
        try:
            slurm.start()
            yield slurm
        finally:
            slurm.stop()


if __name__ == "__main__":
    if sys.argv[1:] == ["install"]:
        sys.exit(install() if absent() else None)
    if missing():
        sys.exit(missing())
    with running() as cluster:
        done = subprocess.run(sys.argv[1:], env=os.environ | cluster.environment)
    sys.exit(done.returncode)
