/** The kernel as Jupyter starts it: with the path of a connection file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Compiler } from "../kernel/compiler/compiler";
import { Kernel } from "../kernel/jupyter/kernel";
import { type Connection, Sockets } from "../kernel/jupyter/sockets";
import { Session } from "../kernel/session";
import { homeworkChecker } from "./checker";
import { plotRenderer } from "./renderer";

/** A cell does not wait longer for one picture, once the renderer is ready; JupyterLab draws its own. */
const RENDER_PATIENCE_MS = 5000;
const PARENT_CHECK_MS = 1000;

/** @returns the exit code, once a client has shut the kernel down or its server has gone */
export async function main([connectionFile]: string[], { root }: { root: string }): Promise<number> {
  if (!connectionFile) {
    console.error("the kernel is started by Jupyter, with a connection file; to open JupyterLab type: npm start");
    return 2;
  }
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const sockets = new Sockets(JSON.parse(readFileSync(connectionFile, "utf8")) as Connection);
  const renderer = plotRenderer(join(__dirname, ".."), RENDER_PATIENCE_MS);
  const compiler = new Compiler(root, join(__dirname, ".."));
  const session = new Session({ compiler, code: join(__dirname, "..", "kernel"), renderer, checker: homeworkChecker });
  compiler.warmUp(); // meanwhile, the session's program starts
  const ended = new Promise<void>((onShutdown) => {
    const kernel = new Kernel({ sockets, session, compiler, version, onShutdown });
    void sockets.open(kernel.onMessage).then(() => sockets.publish("status", { execution_state: "starting" }));
    whenParentIsGone(onShutdown);
  });
  process.on("SIGINT", () => {}); // Ctrl+C in the server's terminal goes to all its processes; interrupts are messages
  await ended;
  session.close();
  renderer.close();
  compiler.close();
  await sockets.close();
  return 0;
}

/** A server that was killed cannot ask for a shutdown. It may be gone before this process has begun to look. */
function whenParentIsGone(then: () => void): void {
  const parent = process.ppid;
  const named = process.platform === "win32" ? 0 : Number(process.env.JPY_PARENT_PID); // on Windows that is a handle
  const server = named || parent;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(server)) return;
    clearInterval(timer);
    then();
  }, PARENT_CHECK_MS);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
