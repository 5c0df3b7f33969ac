"""Takes the pictures of the README from a running catalogue; it refuses to touch what they show."""

import argparse
import io
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
# Name, address, width and the most of the height that is kept.
PICTURES = (
    ("home", "/", 1280, 900),
    ("search", "/fees?q=房产证要交多少钱", 1280, 1000),
    ("fee", "/fees/A009.02.01", 1280, 1500),
    ("verdict", "/check?name=教育费附加&quantity=10000&unit=元&amount=400&charged_on=2024-04-15", 1280, 1000),
    ("verdict-phone", "/check?name=劳动争议案件受理费&quantity=1&unit=件&amount=50&charged_on=2024-07-01", 390, 900),
    ("workbook", "/check/workbook", 1280, 900),
)


def main() -> None:
    """Fetch every page and keep it as a small picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000")
    address = parser.parse_args().address.rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name, path, width, height in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": 900}, locale="zh-CN")
            page.goto(address + quote(path, safe="/?=&"), wait_until="load")
            _keep(page.screenshot(full_page=True), FOLDER / f"{name}.png", height)
            page.close()
        browser.close()


def _keep(shot: bytes, path: Path, height: int) -> None:
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    image = image.crop((0, 0, image.width, min(height, image.height)))
    image.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
