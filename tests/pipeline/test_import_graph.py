from evenbeat.pipeline.import_graph import find_sources


def test_what_a_script_runs_is_found_however_it_is_imported(tmp_path):
    for name, text in {
        "script.py": "from package import first\nimport numpy\n",
        "package/__init__.py": "",
        "package/first.py": "def f():\n    try:\n        import package.inner.second as s\n"
        "    except ImportError:\n        from package.third import something\n",
        "package/inner/__init__.py": "from package import fourth\n",
        "package/inner/second.py": "import package.first\n",
        "package/third.py": "",
        "package/fourth.py": "",
        "package/stranger.py": "",
        "numpy_.py": "",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = {path.relative_to(tmp_path).as_posix() for path in find_sources("script", tmp_path)}
    assert found == {
        "script.py",
        "package/__init__.py",
        "package/first.py",
        "package/inner/__init__.py",
        "package/inner/second.py",
        "package/third.py",
        "package/fourth.py",
    }
