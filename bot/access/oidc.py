"""Sign-in by an agency's own provider: OpenID Connect, authorization code with PKCE, by Authlib."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx2
from anyio.to_thread import run_sync
from authlib.integrations.base_client import FrameworkIntegration, OAuthError
from authlib.integrations.starlette_client import StarletteOAuth2App
from joserfc.errors import JoseError
from starlette.requests import Request

from bot.access.cookies import PROVIDER_SECONDS
from bot.access.errors import ProviderFailed
from bot.access.guard import safe_next
from bot.access.person import Person, Role
from bot.access.sessions import digest
from bot.access.tables import OidcRequest
from bot.records.database import Database
from kb.errors import SettingsError
from kb.settings import Settings

_WELL_KNOWN = "/.well-known/openid-configuration"
_SIGNED_BY_KEYS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures by a key pair: `none` signs nothing, and with HS256 the client's secret would sign."""
_METADATA_SECONDS = 3600
_TIMEOUT = 10
"""Seconds that the provider has for each answer."""
_LEEWAY = 60
"""Seconds that two clocks may differ by."""
_LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class SignedIn:
    """Whom the provider named, and where they wanted to go."""

    person: Person
    next: str


class Provider:
    """The provider of the settings."""

    def __init__(self, settings: Settings, database: Database, roles: Mapping[str, Role]) -> None:
        """Prepare; the provider is first asked when somebody signs in."""
        self._claim = settings.oidc_role_claim
        self._roles = roles
        self._database = database
        address = settings.oidc_url.removesuffix(_WELL_KNOWN)
        self.name = settings.oidc_name or str(urlsplit(address).hostname)
        self._id = hashlib.sha256(address.rstrip("/").encode()).hexdigest()[:10]
        self.stamp = hashlib.sha256(
            "\n".join((address, settings.oidc_client, self._claim, settings.oidc_roles)).encode()
        ).hexdigest()
        """Changes with the settings that decide who somebody is: what was begun before has ended."""
        secret = settings.oidc_secret.get_secret_value()
        self._app = _App(
            _Kept(database),
            name="provider",
            client_id=settings.oidc_client,
            client_secret=secret or None,
            server_metadata_url=address.rstrip("/") + _WELL_KNOWN,
            client_kwargs={
                "scope": "openid profile",
                "code_challenge_method": "S256",
                "timeout": _TIMEOUT,
                "follow_redirects": False,
                # A public client has no secret to show; it is known by PKCE alone.
                **({} if secret else {"token_endpoint_auth_method": "none"}),
            },
        )

    @classmethod
    def of(cls, settings: Settings, database: Database) -> Provider | None:
        """The provider of the settings, None where none is named.

        Raises:
            SettingsError: the settings cannot be used.
        """
        if not settings.oidc_url:
            return None
        _check_address("JINPUM_OIDC_URL", settings.oidc_url)
        if not settings.oidc_client:
            raise SettingsError("access.oidc-client-missing")
        return cls(settings, database, _roles(settings.oidc_roles))

    async def begin(self, request: Request, back: str, wanted: str, browser: str) -> str:
        """The address at the provider to send the browser to.

        Args:
            request: the request.
            back: the address of ours that the provider sends it back to.
            wanted: a path of ours to go to in the end.
            browser: the random token of this attempt, which the browser keeps in a cookie.

        Raises:
            ProviderFailed: it does not answer, or is set up wrongly.
        """
        request.scope["session"] = {"browser": browser, "next": wanted}
        try:
            answer = await self._app.authorize_redirect(request, back, state=browser)
        except _FAILURES as error:
            raise ProviderFailed("access.provider-down", name=self.name) from error
        return str(answer.headers["location"])

    async def finish(self, request: Request, browser: str | None) -> SignedIn:
        """Who came back from the provider.

        Args:
            request: the one that the provider sent the browser back with.
            browser: the token of the attempt in the browser's cookie.

        Raises:
            ProviderFailed: nobody was signed in, the attempt is not this browser's or is too old, or what the provider
                says cannot be believed.
        """
        request.scope["session"] = session = {"browser": browser, "next": "/"}
        try:
            answered_by = request.query_params.get("iss")
            metadata = await self._app.load_server_metadata()
            if answered_by is not None and answered_by != metadata["issuer"]:
                raise OAuthError("mix_up", "another issuer answered")  # RFC 9207
            token = await self._app.authorize_access_token(request, leeway=_LEEWAY)
            claims = token["userinfo"]
            subject = str(claims["sub"])
            if not 0 < len(subject) <= _LONGEST_SUBJECT:
                raise OAuthError("bad_subject", "no subject, or one that is too long")
        except httpx2.HTTPError as error:
            raise ProviderFailed("access.provider-down", name=self.name) from error
        except _FAILURES as error:
            raise ProviderFailed("access.provider-refused", name=self.name) from error
        name = next((str(claims[key]) for key in ("name", "preferred_username") if claims.get(key)), subject)
        person = Person(f"oidc:{self._id}:{subject}", name[:100], self._role(claims), signed_in=True)
        return SignedIn(person, safe_next(str(session["next"]), "/"))

    def _role(self, claims: Mapping[str, Any]) -> Role | None:
        """The highest role of the groups that a token names."""
        value: Any = claims
        for step in self._claim.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        groups = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        held = [self._roles[group] for group in groups if isinstance(group, str) and group in self._roles]
        return max(held, key=list(Role).index, default=None)


class _App(StarletteOAuth2App):  # type: ignore[misc]  # Authlib brings no types
    """Authlib's client, which does not believe everything that a provider says about itself."""

    async def load_server_metadata(self) -> dict[str, Any]:
        if time.time() - self.server_metadata.get("_loaded_at", 0) > _METADATA_SECONDS:
            self.server_metadata.clear()
        metadata: dict[str, Any] = await super().load_server_metadata()
        try:
            # OpenID Connect Discovery, section 4.3: another issuer's document would let it speak for this one.
            if str(metadata["issuer"]).rstrip("/") != self._server_metadata_url.removesuffix(_WELL_KNOWN):
                raise OAuthError("bad_issuer", "the document names another issuer")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                _check_address(name, metadata[name])
            offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
            metadata["id_token_signing_alg_values_supported"] = [one for one in offered if one in _SIGNED_BY_KEYS]
        except BaseException:
            self.server_metadata.clear()
            raise
        return metadata


class _Kept(FrameworkIntegration):  # type: ignore[misc]  # Authlib brings no types
    """Keeps what belongs to an attempt: for ten minutes, one use, and the browser that began it."""

    def __init__(self, database: Database) -> None:
        super().__init__("provider")
        self._database = database

    async def set_state_data(self, session: dict[str, Any], state: str, data: dict[str, Any]) -> None:
        ends = datetime.now(UTC) + timedelta(seconds=PROVIDER_SECONDS)
        row = OidcRequest(
            state_hash=digest(state),
            nonce=data["nonce"],
            verifier=data["code_verifier"],
            back=data["redirect_uri"],
            next=session["next"],
            ends=ends,
        )

        def write() -> None:
            with self._database.session() as open_session:
                open_session.add(row)

        await run_sync(write)

    async def get_state_data(self, session: dict[str, Any], state: str | None) -> dict[str, Any] | None:
        browser = session.get("browser")
        # Whoever lures a browser to an answer of their own would sign it in as themselves.
        if not state or not browser or not hmac.compare_digest(browser.encode(), state.encode()):
            return None

        def take() -> OidcRequest | None:
            with self._database.session() as open_session:
                found = open_session.get(OidcRequest, digest(state))
                if found is not None:
                    open_session.delete(found)
                return found

        row = await run_sync(take)
        if row is None or row.ends <= datetime.now(UTC):
            return None
        session["next"] = row.next
        return {"nonce": row.nonce, "code_verifier": row.verifier, "redirect_uri": row.back}

    async def clear_state_data(self, session: dict[str, Any], state: str | None) -> None:
        """Nothing is left to clear: an attempt is taken out when it is read."""


_FAILURES = (OAuthError, JoseError, httpx2.HTTPError, SettingsError, RuntimeError, ValueError, KeyError, TypeError)
"""What Authlib and a provider's answers of any shape raise."""


def _check_address(name: str, address: str) -> None:
    """Passwords and tokens travel by https; only on this machine may it be http, for tests.

    Raises:
        SettingsError: it is no such address.
    """
    parts = urlsplit(str(address))
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname and _is_here(parts.hostname):
        return
    raise SettingsError("access.oidc-address", name=name, address=address)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _roles(text: str) -> dict[str, Role]:
    """The role of each group.

    Raises:
        SettingsError: a piece is not `group=role`.
    """
    roles: dict[str, Role] = {}
    for piece in filter(None, (piece.strip() for piece in text.split(","))):
        group, _, role = (part.strip() for part in piece.rpartition("="))
        if not group or role not in set(Role):
            raise SettingsError("access.oidc-roles", piece=piece, roles=", ".join(Role))
        roles[group] = Role(role)
    return roles
