"""/edit/: what stands beside the pages of the web form, its settings and its program."""

from pathlib import Path

from generator.data.detector import detector_data
from generator.data.form import config
from generator.models.portal import Portal
from generator.site import form_program
from generator.site.files import written


def write_form(folder: Path, portal: Portal) -> None:
    """Write the settings, and the program where it is installed. Raises FormProgramError."""
    written(folder / "config.yml", config(portal).encode())
    program = form_program.found()
    if program is not None:
        written(folder / "form" / "detector-data.js", detector_data().encode())
        for name, content in form_program.files(program).items():
            written(folder / "form" / name, content)
