"""Settings refuse what cannot work and say which and what to do."""

from pathlib import Path

import pytest

from catalogue.settings import BadSetting, Settings, make_folder


def read(tmp_path: Path, **env: str) -> Settings:
    return Settings.from_environment({"CATALOGUE_INSTANCE": str(tmp_path), **env})


def test_without_settings_everything_has_a_working_value(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert (settings.host, settings.port, settings.home_region) == ("127.0.0.1", 8000, "370402")
    assert settings.database_url == f"sqlite:///{tmp_path / 'catalogue.db'}"


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first, second = read(tmp_path).secret_key, read(tmp_path).secret_key
    assert first == second
    assert len(first) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("secret", ["", "change-me", "short"])
def test_production_refuses_a_default_secret_and_says_how_to_make_one(tmp_path: Path, secret: str) -> None:
    with pytest.raises(BadSetting, match="token_urlsafe"):
        read(tmp_path, CATALOGUE_ENV="production", SECRET_KEY=secret)


def test_production_starts_with_a_real_secret(tmp_path: Path) -> None:
    assert read(tmp_path, CATALOGUE_ENV="production", SECRET_KEY="k" * 40).environment == "production"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "８０"),
        ("WEB_CONCURRENCY", "-1"),
        ("HOME_REGION", "3704"),
        ("CATALOGUE_ENV", "staging"),
        ("DATABASE_URL", "mysql://localhost/x"),
    ],
)
def test_a_bad_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read(tmp_path, **{name: value})


def test_common_postgresql_addresses_are_understood(tmp_path: Path) -> None:
    for url in ("postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"):
        assert read(tmp_path, DATABASE_URL=url).database_url == "postgresql+psycopg://u@h/d"


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadSetting, match="CATALOGUE_INSTANCE"):
        make_folder(tmp_path / "file" / "instance")
