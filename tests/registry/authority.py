"""Names and dates in; certificates of an authority of our own, as PEM files, and what TLS needs of them, out."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Authority:
    """folder: where files go. path: the certificate that makes ours trusted."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def path(self) -> Path:
        return self.folder / "ca.pem"

    def issue(self, name: str = "127.0.0.1", *, days: int = 1, password: str = "") -> Path:
        """A certificate and its key in one file; with negative days it has expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        host = x509.DNSName(name) if name[0].isalpha() else x509.IPAddress(ip_address(name))
        certificate = _signed(
            name, key, self.certificate.subject, self.key, days, x509.SubjectAlternativeName([host])
        )
        path = self.folder / f"{name}-{days}.pem"
        path.write_bytes(_pem(certificate) + _private(key, password))
        return path

    def server(self, name: str = "127.0.0.1", *, days: int = 1, ask: bool = False) -> ssl.SSLContext:
        """ask: refuse clients without a certificate of this authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.issue(name, days=days))
        if ask:
            context.load_verify_locations(self.path)
            context.verify_mode = ssl.CERT_REQUIRED
        return context


def found(folder: Path) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an authority")])
    extension = x509.BasicConstraints(ca=True, path_length=None)
    authority = Authority(folder, key, _signed("an authority", key, name, key, 1, extension))
    authority.path.write_bytes(_pem(authority.certificate))
    return authority


def _signed(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    signer: ec.EllipticCurvePrivateKey,
    days: int,
    extension: x509.ExtensionType,
) -> x509.Certificate:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=10))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(extension, critical=False)
        .sign(signer, hashes.SHA256())
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _private(key: ec.EllipticCurvePrivateKey, password: str) -> bytes:
    sealed = (
        serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    )
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealed)
