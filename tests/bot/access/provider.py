"""A small real OpenID Connect provider on this machine: discovery, authorize, token with PKCE, keys."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI, Request
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from starlette.responses import JSONResponse, RedirectResponse, Response

CLIENT = "jinpum"
SECRET = "the client's secret & more"
Claims = dict[str, Any]


class FakeProvider:
    """Signs in whoever comes as `subject`; a test changes what it says."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.subject = "7"
        self.claims: Claims = {"name": "Park", "groups": ["staff", "jinpum-officers"]}
        self.change: Callable[[Claims], Claims] = lambda claims: claims
        """What becomes of the claims of an id token before it is signed."""
        self.metadata: Claims = {}
        """What the discovery document says otherwise."""
        self.sign: Callable[[Claims], str] = self.sign_rightly
        self.is_down = False
        self.authorize_with: dict[str, str] = {}
        """What the browser is sent back with otherwise."""
        self.key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}, private=True)
        self.keys = [self.key]
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.app = FastAPI()
        self.app.add_api_route("/.well-known/openid-configuration", self._discovery)
        self.app.add_api_route("/authorize", self._authorize)
        self.app.add_api_route("/token", self._token, methods=["POST"])
        self.app.add_api_route("/keys", self._keys)

    def sign_rightly(self, claims: Claims) -> str:
        """An id token signed by RS256."""
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)

    def sign_unsigned(self, claims: Claims) -> str:
        """An id token that says that it is not signed."""

        def part(data: Claims) -> str:
            return base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()

        return f"{part({'alg': 'none'})}.{part(claims)}."

    def sign_with_secret(self, claims: Claims) -> str:
        """An id token signed with the client's secret, which others than the provider may know."""
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))

    def sign_with_other_key(self, claims: Claims) -> str:
        """An id token signed by a key that is none of the provider's but says that it is."""
        other = RSAKey.generate_key(2048, {"kid": str(self.key.kid)}, private=True)
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, other)

    def turn_key(self) -> None:
        """From now on another key signs."""
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"}, private=True)
        self.keys = [self.key]

    def _discovery(self) -> Response:
        self.asked.append("discovery")
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        return JSONResponse(told | self.metadata)

    def _authorize(self, request: Request) -> Response:
        query = dict(request.query_params)
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        back = {"code": code, "state": query["state"], "iss": self.issuer, **self.authorize_with}
        return RedirectResponse(f"{query['redirect_uri']}?{urlencode(back)}", 302)

    async def _token(self, request: Request) -> Response:
        self.asked.append("token")
        if self.is_down:
            return Response("<h1>Bad gateway</h1>", 502)
        form = await request.form()
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(str(form["code"]), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest())
        if (
            asked is None
            or request.headers.get("authorization") != f"Basic {expected}"
            or challenge.rstrip(b"=").decode() != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"], **self.claims}
        token = self.sign(self.change(claims))
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": token})

    def _keys(self) -> Response:
        self.asked.append("keys")
        return JSONResponse(KeySet([*self.keys]).as_dict(private=False))


@contextmanager
def provider() -> Iterator[FakeProvider]:
    """A provider that answers on this machine until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        fake = FakeProvider(f"http://127.0.0.1:{listening.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(fake.app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield fake
        finally:
            server.should_exit = True
            thread.join(10)
