"""The files an operator starts from name only what exists: commands, options, settings, paths."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.parser import parser
from bot.config import Settings
from tests.conftest import ROOT, require

VARIABLES = {
    f"BRIEFBOT_{section}__{key}".upper()
    for section, info in Settings.model_fields.items()
    for key in info.annotation.model_fields  # type: ignore[union-attr]
} | {"BRIEFBOT_TOKEN", "BRIEFBOT_TOKEN_FILE", "BRIEFBOT_CONFIG"}
FILES = ["Dockerfile", "compose.yaml", "deploy/nginx.conf", "deploy/briefbot.service", "docs/operating.md"]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(read("compose.yaml"))
    return loaded


@pytest.mark.parametrize("name", FILES)
def test_every_setting_named_exists(name: str) -> None:
    named = set(re.findall(r"\bBRIEFBOT_[A-Z_]+\b", read(name)))

    assert named - VARIABLES == set()


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    copied = [
        source
        for line in read("Dockerfile").splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    ]
    let_in = {line.removeprefix("!") for line in read(".dockerignore").splitlines() if line.startswith("!")}

    assert copied
    assert all((ROOT / source).exists() for source in copied)
    assert {source.removeprefix("./") for source in copied} == let_in


def test_the_image_runs_as_nobody_and_is_looked_after() -> None:
    lines = read("Dockerfile").splitlines()

    assert "USER 65534:65534" in lines
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    assert "STOPSIGNAL SIGTERM" in lines


def test_the_image_starts_a_command_that_exists() -> None:
    match = re.search(r"^CMD \[(.*)\]$", read("Dockerfile"), re.MULTILINE)
    assert match is not None

    assert parser().parse_args([word.strip(' "') for word in match[1].split(",")]).run


def test_every_service_starts_a_command_that_exists() -> None:
    services = compose()["services"]
    ours = {name: service for name, service in services.items() if service.get("image") == "briefbot"}

    assert {"worker-1", "worker-2", "gateway"} == set(ours)
    for service in ours.values():
        assert parser().parse_args(service["command"]).run
        assert service["read_only"]
        assert ["ALL"] == service["cap_drop"]


def test_services_volumes_and_files_named_exist() -> None:
    whole = compose()
    services = whole["services"]
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]

            assert (ROOT / source).exists() if source.startswith(".") else source in whole["volumes"]


def test_the_proxy_knows_every_worker() -> None:
    workers = {name for name in compose()["services"] if name.startswith("worker-")}

    assert workers == set(re.findall(r"server (worker-\d):8080", read("deploy/nginx.conf")))


def test_the_proxy_takes_what_a_worker_takes() -> None:
    from bot.serving.endpoint import BODY_LIMIT

    assert f"client_max_body_size {BODY_LIMIT // 1024}k;" in read("deploy/nginx.conf")


def test_nginx_takes_its_file(tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    require("nginx", nginx, "nginx is not installed")
    text = re.sub(r"server worker-\d:", "server 127.0.0.1:", read("deploy/nginx.conf"))
    file = tmp_path / "nginx.conf"
    file.write_text(text.replace("/run/nginx.pid", str(tmp_path / "nginx.pid")), "utf-8")
    done = subprocess.run([str(nginx), "-t", "-c", str(file)], capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stderr
    assert "warn" not in done.stderr


def test_the_unit_starts_a_command_that_exists() -> None:
    match = re.search(r"^ExecStart=\S+/briefbot (.*)$", read("deploy/briefbot.service"), re.MULTILINE)
    assert match is not None

    assert parser().parse_args(shlex.split(match[1])).run


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    require("systemd", analyze, "systemd-analyze is not installed")
    # The program is where an operator installs it, not here.
    unit = tmp_path / "briefbot.service"
    unit.write_text(read("deploy/briefbot.service").replace("/opt/briefbot/.venv/bin/briefbot", "/bin/true"), "utf-8")
    environment = {**os.environ, "SYSTEMD_LOG_LEVEL": "warning"}
    done = subprocess.run(
        [str(analyze), "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False, env=environment
    )
    about_ours = [line for line in done.stderr.splitlines() if "briefbot.service" in line]

    assert [] == about_ours


def test_stopping_is_given_more_time_than_it_needs() -> None:
    from bot.operations.stopping import SHUTDOWN_SECONDS

    unit = re.search(r"^TimeoutStopSec=(\d+)$", read("deploy/briefbot.service"), re.MULTILINE)
    assert unit is not None

    assert int(unit[1]) > SHUTDOWN_SECONDS
    assert int(compose()["services"]["worker-1"]["stop_grace_period"].removesuffix("s")) > SHUTDOWN_SECONDS
