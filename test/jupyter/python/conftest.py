"""Tells whoever started pytest how each test ended, in one line of JSON a test, and hands kernels to the tests."""

import json

import pytest
from sessions import Session

MARK = "::result::"


def pytest_addoption(parser):
    parser.addoption("--results", action="store_true", help="print one line of JSON for each test")


def pytest_configure(config):
    if config.getoption("--results"):
        config.pluginmanager.register(Results(config), "results")


class Results:
    """A test counts as passed when all of it passed: its setup, its subtests and its teardown."""

    def __init__(self, config):
        self.config = config
        self.reports = {}

    def pytest_runtest_logreport(self, report):
        self.reports.setdefault(report.nodeid, []).append(report)

    def pytest_runtest_logfinish(self, nodeid):
        reports = self.reports.pop(nodeid)
        failed = [report for report in reports if report.failed]
        skipped = [report for report in reports if report.skipped]
        outcome = "failed" if failed else "skipped" if skipped else "passed"
        text = "\n".join(str(report.longrepr) for report in failed or skipped)
        line = json.dumps({"id": nodeid, "outcome": outcome, "text": text})
        self.config.get_terminal_writer().line(f"\n{MARK}{line}")


@pytest.fixture(scope="module")
def shared():
    """A kernel for all tests of a file that leave it as it was."""
    with Session() as session:
        yield session


@pytest.fixture
def session():
    """A kernel for one test."""
    with Session() as session:
        yield session
