// What ical.js makes of the events of a calendar file: a line for each with its UID and its start
// as seconds of UTC. Called with the folder of node_modules, and the file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const found = createRequire(pathToFileURL(folder + "/judge.cjs")).resolve("ical.js");
const ICAL = (await import(pathToFileURL(found))).default;

const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
const zones = new Map();
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  zones.set(zone.getFirstPropertyValue("tzid"), new ICAL.Timezone(zone));
}
for (const event of calendar.getAllSubcomponents("vevent")) {
  const property = event.getFirstProperty("dtstart");
  const start = property.getFirstValue().clone();
  start.zone = zones.get(property.getParameter("tzid"));
  console.log(event.getFirstPropertyValue("uid"), start.toUnixTime());
}
