"""Only cases of the shelf can be reached, whatever is asked for."""

import os

import pytest
from app_kit import bundled, folder_with

from detente.app.case_files import NoSuchCase, Shelf
from detente.case import load
from detente.errors import CaseError, FileError


@pytest.fixture
def shelf(tmp_path):
    folder = folder_with(tmp_path / "cases", mine=bundled())
    (folder / "notes.yaml").write_text("shopping: milk\n")
    (folder / "broken.yaml").write_text("detente: 1\nid: [\n")
    (tmp_path / "outside.yaml").write_bytes(bundled())
    return Shelf(folder=folder)


def test_case_files_are_listed_other_files_are_not(shelf):
    keys = [t.key for t in shelf.texts()]
    assert keys == ["folder/broken", "folder/mine", *(f"bundled/{c}" for c in load.bundled())]


def test_a_faulty_file_says_its_faults_with_the_name_of_the_file_only(shelf):
    with pytest.raises(CaseError, match=r"^broken.yaml:\d+: not valid YAML"):
        shelf.find("folder/broken").case()


@pytest.mark.parametrize(
    "key",
    [
        "folder/../outside",
        "folder/..%2foutside",
        "folder//etc/passwd",
        "folder/.hidden",
        "folder/mine.yaml",
        "folder/",
        "folder/mine\x00",
        "folder/nothing",
        "bundled/mine",
        "bundled/../cases/us-russia-2001",
        "elsewhere/mine",
        "folder/mine@previous",
        "folder/mine@yesterday",
        "bundled/us-russia-2001@previous",
        "",
    ],
)
def test_what_is_not_on_the_shelf_is_not_found(shelf, key):
    with pytest.raises(NoSuchCase):
        shelf.find(key)


def test_a_link_out_of_the_folder_does_not_exist(shelf, tmp_path):
    (shelf.folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (shelf.folder / "mine.yaml.bak").symlink_to(tmp_path / "outside.yaml")
    os.symlink(shelf.folder / "loop.yaml", shelf.folder / "loop.yaml")
    assert "folder/link" not in [t.key for t in shelf.texts()]
    for key in ("folder/link", "folder/loop", "folder/mine@previous"):
        with pytest.raises(NoSuchCase):
            shelf.find(key)


def test_a_link_inside_the_folder_is_followed(shelf):
    (shelf.folder / "same.yaml").symlink_to(shelf.folder / "mine.yaml")
    assert shelf.find("folder/same").version == shelf.find("folder/mine").version


@pytest.mark.parametrize("id_", ["../x", "a/b", ".x", "", "x" * 65, "a\nb", "a b"])
def test_a_new_case_needs_an_id_that_can_be_a_file(shelf, id_):
    with pytest.raises(CaseError, match="cannot be an id"):
        shelf.add(id_, b"")


def test_a_new_case_replaces_none(shelf):
    (shelf.folder / "dangling.yaml").symlink_to(shelf.folder / "nowhere")
    for id_ in ("mine", "dangling"):
        with pytest.raises(FileError, match="already in the folder"):
            shelf.add(id_, b"")
    shelf.add("fresh", bundled())
    assert shelf.find("folder/fresh").case().title
