import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Mail, oneLine } from "./mail";
import { listOutbox, outboxMailer, readOutboxMail } from "./outbox";
import { resendMailer } from "./resend";
import { smtpMailer } from "./smtp";

const mail = (facts: Partial<Mail> = {}): Mail => ({
  to: "owner@example.org",
  subject: "A subject",
  html: "<p>Hello</p>",
  text: "Hello",
  idempotencyKey: "8f6f0f1e-2f53-4b0c-9a57-0b1c2d3e4f50",
  ...facts,
});
const from = "Greenbadge <no-reply@example.org>";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const portOf = async (server: Server | TcpServer) => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
};

describe("oneLine", () => {
  it("leaves no way to begin another header", () => {
    expect(oneLine("Roads\r\nBcc: all@example.org")).toBe("Roads Bcc: all@example.org");
    expect(oneLine("a\u2028b\u2029c\u0000d\u202Ee\tf")).toBe("a b c d e f");
    expect(oneLine("x".repeat(500))).toHaveLength(200);
  });
});

describe("outbox", () => {
  it("keeps one file per mail, also when it is sent twice", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "outbox-"));
    cleanups.push(() => rm(folder, { recursive: true }));
    const outbox = outboxMailer({ folder, from });
    const first = await outbox.send(mail({ subject: "One\nline" }));
    expect(await outbox.send(mail({ subject: "Another" }))).toEqual(first);
    expect(await readdir(folder)).toHaveLength(1);
    await outbox.send(mail({ idempotencyKey: "second" }));
    const [newest, oldest] = await listOutbox(folder);
    expect([newest?.subject, oldest?.subject]).toEqual(["A subject", "One line"]);
    expect(await readOutboxMail(folder, "../../etc/passwd")).toBeNull();
  });

  it("refuses what is not one address", async () => {
    const outbox = outboxMailer({ folder: "/nowhere", from });
    for (const to of ["a@example.org, b@example.org", "Owner <a@example.org>", "a@example.org\r\nBcc: b@example.org", "nobody", ""])
      await expect(outbox.send(mail({ to }))).rejects.toMatchObject({ name: "MailError", isPermanent: true });
  });
});

describe("Resend", () => {
  const answering = async (status: number, body: object) => {
    const seen: { headers: Record<string, unknown>; body: string }[] = [];
    const server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => {
        text += chunk;
      });
      request.on("end", () => {
        seen.push({ headers: request.headers, body: text });
        response.writeHead(status, { "content-type": "application/json", connection: "close" }).end(JSON.stringify(body));
      });
    });
    const port = await portOf(server);
    return { seen, mailer: resendMailer({ apiKey: "test", from, baseUrl: `http://127.0.0.1:${port}` }) };
  };

  it("sends the key along", async () => {
    const { seen, mailer } = await answering(200, { id: "m-1" });
    expect(await mailer.send(mail({ thread: "version-12" }))).toEqual({ messageId: "m-1" });
    expect(seen[0]?.headers["idempotency-key"]).toBe(mail().idempotencyKey);
    expect(JSON.parse(seen[0]?.body ?? "{}")).toMatchObject({
      from,
      to: "owner@example.org",
      subject: "A subject",
      html: "<p>Hello</p>",
      text: "Hello",
      headers: { "In-Reply-To": "<version-12@example.org>", References: "<version-12@example.org>", "Auto-Submitted": "auto-generated" },
      tags: [{ name: "mail_id", value: mail().idempotencyKey }],
    });
  });

  it("tells a mail that will never be taken from one that may be later, by the status alone", async () => {
    for (const [status, isPermanent] of [
      [422, true],
      [400, true],
      [401, false],
      [429, false],
      [500, false],
    ] as const) {
      const { mailer } = await answering(status, { name: "some_error", message: "Invalid `to` field.", statusCode: status });
      await expect(mailer.send(mail())).rejects.toMatchObject({ name: "MailError", isPermanent });
    }
    const unreachable = resendMailer({ apiKey: "test", from, baseUrl: "http://127.0.0.1:1" });
    await expect(unreachable.send(mail())).rejects.toMatchObject({ name: "MailError", isPermanent: false });
  });
});

describe("SMTP", () => {
  /** A server that takes everything except what `refuse` answers for a command. */
  const serving = async (refuse: (command: string) => string | undefined) => {
    const received: string[] = [];
    const server = createTcpServer((socket) => {
      let inData = false;
      socket.write("220 test\r\n");
      socket.on("error", () => {});
      socket.on("data", (chunk) => {
        for (const line of chunk
          .toString()
          .split("\r\n")
          .filter((part) => part !== "")) {
          received.push(line);
          if (inData) {
            if (line === ".") {
              inData = false;
              socket.write(`${refuse("CONTENT") ?? "250 taken"}\r\n`);
            }
            continue;
          }
          const command = line.split(" ")[0]?.toUpperCase() ?? "";
          const refusal = refuse(command);
          if (refusal) socket.write(`${refusal}\r\n`);
          else if (command === "DATA") {
            inData = true;
            socket.write("354 go on\r\n");
          } else if (command === "QUIT") socket.end("221 bye\r\n");
          else socket.write("250 fine\r\n");
        }
      });
    });
    const port = await portOf(server);
    return { received, mailer: smtpMailer({ url: `smtp://127.0.0.1:${port}`, from }) };
  };

  it("delivers with an id that stays the same at each attempt", async () => {
    const { received, mailer } = await serving(() => undefined);
    expect(await mailer.send(mail({ subject: "One\r\nBcc: all@example.org" }))).toEqual({
      messageId: `<${mail().idempotencyKey}@example.org>`,
    });
    expect(received.filter((line) => line.startsWith("RCPT TO"))).toEqual(["RCPT TO:<owner@example.org>"]);
    expect(received).toContain("Subject: One Bcc: all@example.org");
    expect(received).toContain(`Message-ID: <${mail().idempotencyKey}@example.org>`);
  });

  it("sends the headers whole", async () => {
    const { received, mailer } = await serving(() => undefined);
    const unsubscribeUrl = `https://plugins.example.org/account/mails/unsubscribe?token=${"x".repeat(120)}`;
    await mailer.send(mail({ thread: "version-12", unsubscribeUrl }));
    // A long header continues on lines that begin with a space.
    const head = received.join("\r\n").replace(/\r\n[ \t]+/g, " ");
    for (const line of [
      "In-Reply-To: <version-12@example.org>",
      "References: <version-12@example.org>",
      "Auto-Submitted: auto-generated",
      `List-Unsubscribe: <${unsubscribeUrl}>`,
      "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ])
      expect(head).toContain(line);
  });

  it("tells final refusals from those that may pass", async () => {
    const cases: [string, string, boolean][] = [
      ["RCPT", "550 no such mailbox", true],
      ["RCPT", "451 greylisted, come back", false],
      ["CONTENT", "554 not wanted", true],
      ["CONTENT", "452 disk full", false],
      ["MAIL", "421 too busy", false],
    ];
    for (const [where, answer, isPermanent] of cases) {
      const { mailer } = await serving((command) => (command === where ? answer : undefined));
      await expect(mailer.send(mail()), answer).rejects.toMatchObject({ name: "MailError", isPermanent });
    }
    await expect(smtpMailer({ url: "smtp://127.0.0.1:1", from }).send(mail())).rejects.toMatchObject({
      name: "MailError",
      isPermanent: false,
    });
  });
});
