"""What went wrong between us and a server in; what it means to a person, and whether to try again, out."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

from confluent_kafka.schema_registry.common._httpx_compat import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNTRUSTED = (
    "a certificate of an authority that is not trusted here ({})",
    'name the authority\'s certificate as `ca = "FILE"`',
)
_OTHER_NAME = ("a certificate for another name ({})", "use the name that the certificate has")
_CERTIFICATES = {
    9: ("a certificate that is not valid yet", "compare the clocks of both machines"),
    10: ("a certificate that has expired", "renew the server's certificate"),
    **dict.fromkeys((2, 18, 19, 20, 21), _UNTRUSTED),
    **dict.fromkeys((62, 64), _OTHER_NAME),
}
"""OpenSSL's numbers for what is wrong with a certificate (X509_V_ERR_…): words and fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why there is no answer.

    words: to be read after the server's URL. fix: what to do. arrived: whether the server may have acted on the
    question. lasting: whether asking again is pointless. wait: seconds until it wants to be asked again. status:
    that of the answer, if there is one.
    """

    words: str
    fix: str = ""
    arrived: bool = True
    lasting: bool = False
    wait: float | None = None
    status: int = 0


def of(error: Exception, seconds: float, url: str) -> Trouble:
    """The trouble behind an exception of the HTTP client, after so many seconds."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return (
                _certificate(cause) if isinstance(cause, ssl.SSLCertVerificationError) else _handshake(cause)
            )
    return _connection(error, seconds, url) or _exchange(error, seconds)


def _connection(error: Exception, seconds: float, url: str) -> Trouble | None:
    """Where the question has not arrived."""
    if isinstance(error, (httpx.ConnectTimeout, httpx.PoolTimeout)):
        words, fix = f"accepts no connection within {seconds:.1f} s", "look whether a firewall is in between"
        return Trouble(words=words, fix=fix, arrived=False)
    if isinstance(error, httpx.ProxyError):
        words, fix = f"is not reached through the proxy: {error}", "correct HTTPS_PROXY or NO_PROXY"
        return Trouble(words=words, fix=fix, arrived=False)
    return _unreachable(error, url) if isinstance(error, httpx.ConnectError) else None


def _exchange(error: Exception, seconds: float) -> Trouble:
    if isinstance(error, (httpx.TimeoutException, TimeoutError)):
        return Trouble(words=f"has not answered in {seconds:.1f} s", fix="look whether it is well")
    if isinstance(error, httpx.DecodingError):
        return Trouble(
            words="answers in an encoding that cannot be undone", fix="look what it is", lasting=True
        )
    return Trouble(
        words="broke off before its answer was complete", fix="look into its log, and that of a proxy"
    )


def _unreachable(error: Exception, url: str) -> Trouble:
    why = next((cause for cause in _causes(error) if isinstance(cause, OSError)), None)
    if isinstance(why, socket.gaierror):
        host = httpx.URL(url).host
        return Trouble(
            words=f"is not reached: no address is known of {host}", fix="correct the host", arrived=False
        )
    reason = (why.strerror or str(why)).lower() if why else "no connection"
    return Trouble(words=f"is not reached: {reason}", fix="look whether it runs there", arrived=False)


def _certificate(error: ssl.SSLCertVerificationError) -> Trouble:
    message = error.verify_message.rstrip(".")
    told = ("a certificate that is not accepted ({})", "correct the server's certificate")
    words, fix = _CERTIFICATES.get(error.verify_code, told)
    return Trouble(words=f"shows {words.format(message)}", fix=fix, arrived=False, lasting=True)


def _handshake(error: ssl.SSLError) -> Trouble:
    reason = (error.reason or str(error)).lower().replace("_", " ")
    if "wrong version" in reason or "record layer" in reason or "http request" in reason:
        return Trouble(
            words="does not speak TLS", fix="write http:// if that is meant", arrived=False, lasting=True
        )
    if "alert" in reason:
        words = f"refuses our side of TLS ({reason})"
        fix = 'it may want a client certificate: `cert = "FILE"`, `key = "FILE"`'
        return Trouble(words=words, fix=fix, arrived=False, lasting=True)
    return Trouble(words=f"fails at TLS ({reason})", fix="look into the server's log", arrived=False)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
