// What axe finds in pages, seen in light, in the dark, in print and on a phone: one line of JSON.
// Called with the folder of node_modules, the path of Chromium, and the pages.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, browserPath, ...pages] = process.argv.slice(2);
const require = createRequire(pathToFileURL(folder + "/judge.cjs"));
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const WIDE = { width: 1280, height: 900 };
const SEEN = {
  light: [WIDE, { media: "screen", colorScheme: "light" }],
  dark: [WIDE, { media: "screen", colorScheme: "dark" }],
  print: [WIDE, { media: "print", colorScheme: "light" }],
  phone: [{ width: 360, height: 740 }, { media: "screen", colorScheme: "light" }],
};

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
// The pages forbid all scripts, the one that judges too.
const context = await browser.newContext({ bypassCSP: true });
const found = [];
for (const page of pages) {
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(page).href);
  await tab.addScriptTag({ path: axe });
  for (const [way, [size, media]] of Object.entries(SEEN)) {
    await tab.setViewportSize(size);
    await tab.emulateMedia(media);
    const { violations, passes } = await tab.evaluate(() => window.axe.run());
    found.push({
      page, way,
      passes: passes.map((one) => one.id),
      faults: violations.flatMap((one) =>
        one.nodes.map((node) => `${one.id} at ${node.target.join(" ")}: ${node.failureSummary}`)),
    });
  }
  await tab.close();
}
await browser.close();
console.log(JSON.stringify(found));
