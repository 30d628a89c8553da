// What rrule.js or ical.js makes of rules: for each line "rule<TAB>start<TAB>many" of the input one
// line with the first instances, or with "error" or "hung" and the reason.
// Called with the folder of node_modules, and the name of the package that judges.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const [folder, name] = process.argv.slice(2);
const found = createRequire(pathToFileURL(folder + "/judge.cjs")).resolve(name);
const judge = await import(pathToFileURL(found));
const { rrulestr } = judge.default;
const ICAL = judge.default;

function rruleJs(rule, start, many) {
  const found = [];
  const series = rrulestr(rule, { dtstart: new Date(start + "Z") });
  series.all((each, index) => {
    if (index < many) found.push(each.toISOString().slice(0, 19));
    return index + 1 < many;
  });
  return found;
}

function icalJs(rule, start, many) {
  const found = [];
  const series = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(start));
  for (let each; found.length < many && (each = series.next()); ) found.push(each.toString());
  return found;
}

const expand = { rrule: rruleJs, "ical.js": icalJs }[name];
for await (const line of createInterface({ input: process.stdin })) {
  const [rule, start, many] = line.split("\t");
  globalThis.ask = () => expand(rule, start, Number(many)).join(",");
  let answer;
  try {
    answer = vm.runInThisContext("ask()", { timeout: 500 });
  } catch (complaint) {
    const hung = complaint.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
    answer = `${hung ? "hung" : "error"} ${String(complaint.message).split("\n")[0]}`;
  }
  console.log(answer);
}
