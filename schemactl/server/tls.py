"""The paths of a certificate and its key in; what serves them out."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

from schemactl.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


def context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Raises ConfigError for files that cannot be read, are no PEM, or do not belong together."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    for path in (certificate, key):
        if not path.is_file():
            raise ConfigError(f"{path} is no file", fix="name PEM files with --tls-cert and --tls-key")
    try:
        made.load_cert_chain(certificate, key, password=_no_password)
    except _EncryptedError as error:
        raise ConfigError(
            f"{key} is encrypted", fix="give a key without a passphrase, readable by this user only"
        ) from error
    except ssl.SSLError as error:
        raise ConfigError(
            f"{certificate} and {key} are no certificate and its key: {error.reason or error}",
            fix="name PEM files that belong together",
        ) from error
    except OSError as error:
        raise ConfigError(
            f"{error.filename or key} cannot be read: {error.strerror}", fix="make it readable"
        ) from error
    return made


class _EncryptedError(Exception):
    """OpenSSL asks for a passphrase: nobody is there to type one."""


def _no_password() -> str:
    raise _EncryptedError
