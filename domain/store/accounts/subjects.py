"""The tables of revoked subjects and of sessions. A session of a revoked subject is none."""

from collections.abc import Collection
from datetime import datetime

from domain.store.accounts.values import BrowserSession
from domain.store.instants import from_micros, to_micros
from domain.store.session import Session, to_json


def revoke_subject(session: Session, subject: str, at: datetime) -> bool:
    """Revoke the access of a subject, and end its sessions; False where it was revoked already."""
    session.run("DELETE FROM access_sessions WHERE subject = ?", subject)
    if session.rows("SELECT 1 FROM access_revoked WHERE subject = ?", subject):
        return False
    session.run("INSERT INTO access_revoked (subject, revoked_at) VALUES (?, ?)", subject, to_micros(at))
    return True


def restore_subject(session: Session, subject: str) -> bool:
    """Let a subject in again; False where it was not revoked."""
    if not session.rows("SELECT 1 FROM access_revoked WHERE subject = ?", subject):
        return False
    session.run("DELETE FROM access_revoked WHERE subject = ?", subject)
    return True


def find_revoked(session: Session, subjects: Collection[str]) -> set[str]:
    """Find those of the subjects whose access is revoked."""
    wanted = f"SELECT subject FROM access_revoked WHERE subject IN (SELECT value FROM {session.texts})"
    return {row[0] for row in session.rows(wanted, to_json(subjects))}


def open_session(session: Session, opened: BrowserSession, at: datetime) -> None:
    """Keep a new session, and forget those that have ended by the instant."""
    session.run("DELETE FROM access_sessions WHERE ends_at <= ?", to_micros(at))
    session.run(
        "INSERT INTO access_sessions (digest, subject, employee, roles, ends_at) VALUES (?, ?, ?, ?, ?)",
        opened.digest,
        opened.subject,
        opened.employee,
        " ".join(opened.roles),
        to_micros(opened.ends_at),
    )


def find_sessions(session: Session, digests: Collection[str]) -> dict[str, BrowserSession]:
    """Find sessions by the hashes of their cookies."""
    wanted = (
        "SELECT digest, subject, employee, roles, ends_at FROM access_sessions"
        f" WHERE digest IN (SELECT value FROM {session.texts})"
    )
    return {
        digest: BrowserSession(digest, subject, employee, tuple(roles.split()), from_micros(ends_at))
        for digest, subject, employee, roles, ends_at in session.rows(wanted, to_json(digests))
    }


def close_session(session: Session, digest: str) -> None:
    """Forget a session."""
    session.run("DELETE FROM access_sessions WHERE digest = ?", digest)
