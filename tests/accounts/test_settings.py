"""Settings of sign-in and mail: the second factor cannot be given up in production, a half set-up mail is refused."""

from pathlib import Path

import pytest

from catalogue.settings import BadSetting, Settings

SECRET = "k" * 40


def read(tmp_path: Path, **env: str) -> Settings:
    return Settings.from_environment({"CATALOGUE_INSTANCE": str(tmp_path), "SECRET_KEY": SECRET, **env})


def test_the_second_factor_is_obligatory_unless_somebody_says_otherwise_at_home(tmp_path: Path) -> None:
    assert read(tmp_path).second_factor_obligatory
    assert read(tmp_path, CATALOGUE_ENV="production").second_factor_obligatory
    assert not read(tmp_path, CATALOGUE_MFA="optional").second_factor_obligatory


@pytest.mark.parametrize(
    ("name", "env"),
    [
        ("CATALOGUE_MFA", {"CATALOGUE_ENV": "production", "CATALOGUE_MFA": "optional"}),
        ("CATALOGUE_MFA", {"CATALOGUE_MFA": "off"}),
        ("TRUSTED_PROXIES", {"TRUSTED_PROXIES": "many"}),
        ("SMTP_PORT", {"SMTP_PORT": "0"}),
        ("SMTP_SECURITY", {"SMTP_SECURITY": "ssl"}),
        ("MAIL_FROM", {"SMTP_HOST": "mail.example.org"}),
    ],
)
def test_a_bad_setting_is_named(tmp_path: Path, name: str, env: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match=name):
        read(tmp_path, **env)


def test_passwords_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    assert "hunter" not in repr(read(tmp_path, SMTP_PASSWORD="hunter and gatherer"))
