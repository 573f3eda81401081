"""What the browser tests do where their browser is missing."""

import pytest

from tests.acceptance.browser.chromium import needed


def test_a_test_without_its_browser_is_skipped_and_names_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Chromium is missing: scripts/setup-tests"):
        needed(None, "Chromium", "scripts/setup-tests")


def test_under_ci_a_missing_browser_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="Chromium is missing: scripts/setup-tests"):
        needed(None, "Chromium", "scripts/setup-tests")
