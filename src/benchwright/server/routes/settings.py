"""`/api/settings`, `/api/doctor` and `/health`: what is configured and what works; never a key."""

from fastapi import APIRouter

from benchwright import __version__
from benchwright.actions.doctor import doctor
from benchwright.actions.list_providers import list_providers
from benchwright.server.context import Lab
from benchwright.server.shapes.settings import Doctor, Health, Settings, settings_of

router = APIRouter(tags=["settings"])


@router.get("/health", operation_id="getHealth")
def health() -> Health:
    """Say that the server answers; needs no token."""
    return Health(status="ok", version=__version__)


@router.get("/api/settings", operation_id="getSettings")
def settings(lab: Lab) -> Settings:
    """Show what is configured; of keys only whether they are set."""
    return settings_of(lab, list_providers(lab))


@router.get("/api/doctor", operation_id="getDoctor")
def examine(lab: Lab) -> Doctor:
    """Try every part of this machine that runs need, and say how to mend what is missing."""
    return Doctor.of(doctor(lab))
