"""Only case files of the folder and bundled ones can be reached, whatever the request."""

import os

import pytest
from app_kit import bundled, folder_with

from detente.app.case_files import CaseFiles, NoSuchCase
from detente.case import load
from detente.errors import CaseError, FileError


@pytest.fixture
def files(tmp_path):
    folder = folder_with(tmp_path / "cases", mine=bundled())
    (folder / "notes.yaml").write_text("shopping: milk\n")
    (folder / "broken.yaml").write_text("detente: 1\nid: [\n")
    (tmp_path / "outside.yaml").write_bytes(bundled())
    return CaseFiles(folder=folder)


def test_case_files_are_listed_other_files_are_not(files):
    keys = [t.key for t in files.texts()]
    assert keys == ["folder/broken", "folder/mine", *(f"bundled/{c}" for c in load.bundled())]


def test_faults_name_the_file_without_its_folder(files):
    with pytest.raises(CaseError, match=r"^broken.yaml:\d+: not valid YAML"):
        files.find("folder/broken").case()


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
def test_every_other_key_is_rejected(files, key):
    with pytest.raises(NoSuchCase):
        files.find(key)


def test_a_link_out_of_the_folder_does_not_exist(files, tmp_path):
    (files.folder / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (files.folder / "mine.yaml.bak").symlink_to(tmp_path / "outside.yaml")
    os.symlink(files.folder / "loop.yaml", files.folder / "loop.yaml")
    assert "folder/link" not in [t.key for t in files.texts()]
    for key in ("folder/link", "folder/loop", "folder/mine@previous"):
        with pytest.raises(NoSuchCase):
            files.find(key)


def test_a_link_inside_the_folder_is_followed(files):
    (files.folder / "same.yaml").symlink_to(files.folder / "mine.yaml")
    assert files.find("folder/same").version == files.find("folder/mine").version


@pytest.mark.parametrize("id_", ["../x", "a/b", ".x", "", "x" * 65, "a\nb", "a b"])
def test_a_new_case_needs_an_id_that_can_be_a_file(files, id_):
    with pytest.raises(CaseError, match="cannot be an id"):
        files.add(id_, b"")


def test_a_new_case_replaces_none(files):
    (files.folder / "dangling.yaml").symlink_to(files.folder / "nowhere")
    for id_ in ("mine", "dangling"):
        with pytest.raises(FileError, match="already in the folder"):
            files.add(id_, b"")
    files.add("fresh", bundled())
    assert files.find("folder/fresh").case().title
