"""What this machine cannot test is said loudly, once for each reason."""

import pytest

pytest_plugins = ["pytester"]


def test_the_summary_names_what_was_not_tested(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        from tests.support import missing

        def pytest_terminal_summary(terminalreporter):
            missing.report(terminalreporter)
        """
    )
    pytester.makepyfile(
        """
        import pytest
        from tests.support.missing import skip_because_missing

        @pytest.mark.parametrize("number", [1, 2])
        def test_in_a_browser(number):
            skip_because_missing("Chromium", "install it")

        def test_for_another_day():
            pytest.skip("not today")
        """
    )
    done = pytester.runpytest_inprocess()
    done.assert_outcomes(skipped=3)
    done.stdout.fnmatch_lines(["*NOT TESTED ON THIS MACHINE*", "2 tests: Chromium is not installed (install it)"])
    done.stdout.no_fnmatch_line("*tests: not today*")
