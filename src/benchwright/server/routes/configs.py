"""`/api/configs`: saved configs, as benchwright.yaml holds them."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from benchwright.actions.list_providers import list_providers
from benchwright.configs.config import Config, SavedConfig
from benchwright.configs.file import create_config, delete_config, find_config, list_configs, replace_config
from benchwright.errors import BadField
from benchwright.server.context import Context, Here
from benchwright.server.etags import IfMatch, needed_tag, tag_of
from benchwright.server.paging import Cursor, Limit, page_of
from benchwright.server.shapes.config import ConfigDetail, ConfigLine, ConfigRequest, config_detail, config_line
from benchwright.server.shapes.shape import Paged

router = APIRouter(prefix="/api/configs", tags=["candidates"])


@router.get("", operation_id="listConfigs")
def list_all(here: Here, cursor: Cursor = None, limit: Limit = 100) -> Paged[ConfigLine]:
    """List saved configs in the order of the config file."""
    found, following = page_of(list_configs(here.config_file), cursor, limit)
    return Paged[ConfigLine](items=tuple(map(config_line, found)), next_cursor=following)


@router.post("", operation_id="createConfig", status_code=HTTPStatus.CREATED)
def create(here: Here, asked: ConfigRequest, response: Response) -> ConfigDetail:
    """Save a config. 409 where another one has its name."""
    config = asked.config()
    _check_provider(here, config)
    return _shown(create_config(here.config_file, config), response)


@router.get("/{name:path}", operation_id="getConfig")
def show(here: Here, name: str, response: Response) -> ConfigDetail:
    """Show a config in full; its ETag names its version."""
    return _shown(find_config(here.config_file, name), response)


@router.put("/{name:path}", operation_id="replaceConfig")
def replace(here: Here, name: str, asked: ConfigRequest, response: Response, if_match: IfMatch = None) -> ConfigDetail:
    """Change a config, its name too; what only the file says is kept. 412 where somebody else did meanwhile."""
    version = needed_tag(if_match, "config")
    config = asked.config()
    saved = find_config(here.config_file, name)
    if config.provider != saved.config.provider:
        _check_provider(here, config)
        _check_reach(saved, config)
    return _shown(replace_config(here.config_file, name, config, version=version), response)


@router.delete("/{name:path}", operation_id="deleteConfig")
def delete(here: Here, name: str, if_match: IfMatch = None) -> ConfigDetail:
    """Take a config out of the file and return it, so that it can be saved again; runs that used it stay."""
    return config_detail(delete_config(here.config_file, name, version=tag_of(if_match)))


def _shown(saved: SavedConfig, response: Response) -> ConfigDetail:
    response.headers["etag"] = f'"{saved.version}"'
    return config_detail(saved)


def _check_reach(saved: SavedConfig, config: Config) -> None:
    bound = [field for field in ("api_key", "endpoint") if field in saved.only_in_file]
    if bound:  # a key must not go to another provider because of a request
        message = f"its entry has {' and '.join(bound)} of its own: change the provider in benchwright.yaml, by hand"
        raise BadField("provider", config.provider, message)


def _check_provider(here: Context, config: Config) -> None:
    # Others, `replay` above all, would let the page read files: they are named in the file, by hand.
    known = [one.name for one in list_providers(here.workspace)]
    if config.provider not in known:
        message = f"there is no provider '{config.provider}'; known: {', '.join(known)}"
        raise BadField("provider", config.provider, message)
