#!/usr/bin/env python3
"""notice-shown.py - how a browser shows the HTML part of notices: prints TAP.

notice-shown.py NAME=FILE... [--pictures=FOLDER]

Each mail is shown on a phone (360 pixels) and on a desk, light and dark: nothing sticks out to the
side, every text can be told from what is behind it, and nothing is fetched from anywhere.
SPDX-License-Identifier: MIT"""
import base64
import email
import email.policy
import os
import shutil
import sys

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

SIZES = {"phone": (360, 740), "desk": (1100, 900)}
LEAST_CONTRAST = 4.5

# What a person would find fault with, as lines of text.
LOOK = """
const faults = [];
const parts = c => { const n = c.match(/[\\d.]+/g).map(Number);
  return n.length > 3 ? n : [...n, 1]; };
const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] + under[i] * (1 - top[3]));
const light = c => { const [r, g, b] = c.map(v => { v /= 255;
  return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const behind = e => { const all = [];
  for (; e; e = e.parentElement) all.unshift(parts(getComputedStyle(e).backgroundColor));
  return all.reduce((under, top) => over(top, under),
    matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255]); };
const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
  return (x + 0.05) / (y + 0.05); };
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let texts = 0;
while (walk.nextNode()) {
  const text = walk.currentNode.data.trim(), e = walk.currentNode.parentElement;
  if (!text) continue;
  texts++;
  const under = behind(e), ink = over(parts(getComputedStyle(e).color), under);
  const found = contrast(ink, under);
  if (found < LEAST) faults.push(`contrast ${found.toFixed(2)}: ${text.slice(0, 40)}`);
  if (parseFloat(getComputedStyle(e).fontSize) < 14) faults.push(`small: ${text.slice(0, 40)}`);
}
if (texts < 3) faults.push('there is hardly any text');
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > width) faults.push('it scrolls to the side');
for (const e of document.body.querySelectorAll('*'))
  if (e.getBoundingClientRect().right > width + 1) faults.push(`sticks out: ${e.tagName}`);
if (document.querySelector('script, img, iframe, object, link, form, [onload], [onclick]'))
  faults.push('there is more than text');
for (const e of document.querySelectorAll('[src], [href]'))
  if (!/^mailto:/.test(e.getAttribute('href') || '')) faults.push(`it points to ${e.outerHTML}`);
if (performance.getEntriesByType('resource').length > 0) faults.push('something was fetched');
if (!document.documentElement.lang || !document.title) faults.push('it has no language or title');
const levels = [...document.querySelectorAll('h1, h2, h3')].map(e => e.tagName);
if (levels.some(level => level !== 'H2')) faults.push('its headings are not all alike');
if (matchMedia('(prefers-color-scheme: dark)').matches !== DARK) faults.push('the wrong scheme');
return faults;
"""


def html_of(path):
    with open(path, "rb") as file:
        mail = email.message_from_bytes(file.read(), policy=email.policy.default)
    return mail.get_body(("html",)).get_content()


def browser(folder):
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--hide-scrollbars", "--user-data-dir=" + os.path.join(folder, "profile")):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium")
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def show(driver, html, size, scheme):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": SIZES[size][0], "height": SIZES[size][1], "deviceScaleFactor": 1,
        "mobile": size == "phone"})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})
    data = base64.b64encode(html.encode()).decode()
    driver.get("data:text/html;charset=utf-8;base64," + data)


def main():
    names = [a.split("=", 1) for a in sys.argv[1:] if not a.startswith("--")]
    pictures = [a.split("=", 1)[1] for a in sys.argv[1:] if a.startswith("--pictures=")]
    driver = browser(os.environ["scratch"])
    n = 0
    try:
        for name, path in names:
            html = html_of(path)
            for size in SIZES:
                for scheme in ("light", "dark"):
                    show(driver, html, size, scheme)
                    look = LOOK.replace("LEAST", str(LEAST_CONTRAST))
                    look = look.replace("DARK", "true" if scheme == "dark" else "false")
                    faults = driver.execute_script(look)
                    n += 1
                    print("%s %d - %s can be read on a %s, %s" % (
                        "not ok" if faults else "ok", n, name, size, scheme))
                    for fault in faults:
                        print("# " + fault)
                    for folder in pictures:
                        picture = driver.execute_cdp_cmd("Page.captureScreenshot", {
                            "captureBeyondViewport": True})
                        with open("%s/%s-%s-%s.png" % (folder, name, size, scheme), "wb") as file:
                            file.write(base64.b64decode(picture["data"]))
    finally:
        driver.quit()
    print("1..%d" % n)


main()
