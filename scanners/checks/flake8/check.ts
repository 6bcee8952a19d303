import { flake8Config } from "../../config/flake8-config";
import type { Check, CheckContext, RawFinding } from "../../core/check";
import type { PythonFile } from "../../python/python-file";
import { lineText, scopeName } from "../../python/source-text";
import { rulesOfCheck } from "../../ruleset/rules";
import { INFO } from "./info";
import { NoqaComments } from "./noqa";
import { findPycodestyle } from "./pycodestyle/find-pycodestyle";
import { messageOf } from "./pycodestyle/messages";
import { findPyflakes } from "./pyflakes/find-pyflakes";
import { ScopeNames } from "./scope-names";

/**
 * Flake8 7.3.0 with pyflakes 3.4.0 and the codes of pycodestyle 2.14.0 that have a rule, on our own tree and tokens.
 * Like flake8 (checker.py `run_checks`): of a file whose syntax is refused it reports that and nothing else; the same
 * code on the same line counts as often as it is found.
 */
export const check: Check = {
  info: INFO,
  rules: rulesOfCheck("flake8"),
  *run(context: CheckContext): Iterable<RawFinding> {
    const config = flake8Config(context.package);
    for (const file of context.python) {
      context.signal.throwIfAborted();
      const noqa = config.isNoqaDisabled ? null : new NoqaComments(file);
      for (const found of findingsOf(file)) {
        const suppression = noqa?.suppressionOf(found.code, found.line) ?? config.suppressionOf(file.path, found.code);
        yield suppression ? { ...found, suppression } : found;
      }
    }
  },
};

const CODES = new Set(check.rules.map((rule) => rule.code));

function findingsOf(file: PythonFile): RawFinding[] {
  const tree = file.lenientTree;
  if (!tree) return file.syntaxErrorLine === null ? [] : [syntaxError(file, file.syntaxErrorLine)];
  const findings: RawFinding[] = [];
  let scopes: ScopeNames | undefined;
  // Findings come by the hundred thousand on one hostile line.
  let last = { line: 0, statement: "" };
  findPycodestyle(file, (code, line, data) => {
    scopes ??= new ScopeNames(tree, file.lines.length);
    if (last.line !== line) last = { line, statement: lineText(file, line) };
    const place = { path: file.path, line, scope: scopes.at(line), statement: last.statement };
    findings.push({
      code,
      ...place,
      confidence: "high",
      message: messageOf(code, data),
      ...(Object.keys(data).length > 0 ? { data } : {}),
    });
  });
  for (const { code, node, line, endLine, message, statement, data } of findPyflakes(file, tree)) {
    if (!CODES.has(code)) continue;
    const facts = data ? { data } : {};
    findings.push({ code, path: file.path, line, endLine, confidence: "high", scope: scopeName(node), message, statement, ...facts });
  }
  return findings;
}

function syntaxError(file: PythonFile, line: number): RawFinding {
  return { code: "E999", path: file.path, line, confidence: "high", message: "From here on the file is not valid Python 3." };
}
