import { expect, it } from "vitest";
import { PythonFile } from "../../python/python-file";
import { findIssues } from "./visit";

it.each([
  ["import os\nos.system('cls')", "B605", "os.system() runs a fixed command through a shell."],
  ["import os\nos.system(command)", "B605", "os.system() runs what is in “command” through a shell."],
  ["import subprocess as s\ns.run(['a', 'b'], shell=True)", "B602", "subprocess.run() gives a fixed list to a shell."],
  ["import subprocess as s\ns.run(['a', b], shell=True)", "B602", "subprocess.run() gives a command made at run time to a shell."],
  ["exec('a = 1\\n' + f'b = 2')", "B102", "exec() runs a fixed text."],
  ["exec(f'a = {b}')", "B102", "exec() runs a value made at run time."],
  ["exec()", "B102", "exec() runs a value made at run time."],
  ["eval(self.formula)", "B307", "eval() evaluates what is in “formula”."],
  ["password = ''", "B105", "The name “password” is given an empty value."],
  ["a = {'password': None}", "B105", "The name “password” is given an empty value."],
  ["a['password'] = ''", "B105", "The name “password” is given an empty value."],
  ["if password == '': pass", "B105", "The name “password” is compared with an empty text."],
  ["password = 'x'", "B105", "A fixed value belongs to the name “password”. Is it a real password?"],
  ["f(password='')", "B106", "The argument “password” is given an empty text."],
  ["def f(password=''): pass", "B107", "The argument “password” has an empty text as its default."],
])("%j: %s says what is there", (code, rule, message) => {
  const file = new PythonFile({ path: "demo/plugin.py", bytes: Buffer.from(code), mode: null });
  if (!file.tree) throw new Error(file.problem?.message);
  expect(findIssues(file, file.tree, []).flatMap((one) => (one.code === rule ? [one.message] : []))).toEqual([message]);
});
