// Loaded before web and worker (`node --import`): ends the process in the normal way when the one that started it is gone,
// even if that one was killed and could tell nobody.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 500).unref();
