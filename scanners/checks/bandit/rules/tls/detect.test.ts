import { describe, expect, it } from "vitest";
import { banditIssues } from "@/tests/builders/bandit-issues";

// Everything below was run through Bandit 1.9.4, too, which gives the same.
describe("connections over TLS", () => {
  it.each<readonly [code: string, expected: readonly string[]]>([
    [
      'import requests, httpx\nrequests.get(u,\n  verify=False)\nrequests.request("GET", u, verify=False)\nhttpx.request("GET", u, verify="False")\nhttpx.Client(verify=0)\nhttpx.AsyncClient(verify=not x)\nrequests.sessions.post(u, verify=False)\nrequests.Session().get(u, verify=False)',
      ["3 B501 high/high", "5 B501 high/high", "8 B501 high/high"],
    ],
    [
      'from requests import get as fetch\nfetch(u, verify=False)\nfetch(u, verify=b"False")\nfetch(u, verify=False, x={[1]})',
      ["2 B501 high/high"],
    ],
    [
      'import ssl\nssl.wrap_socket(s, ssl_version=ssl.PROTOCOL_SSLv3)\nssl.wrap_socket(s, ssl_version="PROTOCOL_TLSv1_1")\nssl.wrap_socket(s, ssl_version=ssl.PROTOCOL_TLS)\nssl.wrap_socket(s, method=ssl.PROTOCOL_SSLv3)\nssl.wrap_socket(s)\nssl.wrap_socket(s,\n  ssl_version=f())\nssl.wrap_socket(s, ssl_version=None)',
      ["2 B502 high/high", "3 B502 high/high", "5 B504 low/medium", "6 B504 low/medium", "8 B504 low/medium"],
    ],
    [
      "from pyOpenSSL import SSL\nSSL.Context(method=SSL.SSLv23_METHOD)\nSSL.Context(SSL.SSLv23_METHOD)\nSSL.Context(ssl_version=SSL.SSLv23_METHOD)\nf(method=TLSv1_METHOD)\nf(\n  method=x,\n  ssl_version=a.b.PROTOCOL_SSLv2)\nf(ssl_version=[PROTOCOL_SSLv2])",
      ["2 B502 high/high", "5 B502 medium/medium", "7 B502 medium/medium"],
    ],
    [
      "def f(a, b=ssl.PROTOCOL_TLSv1): pass\ndef g(b=PROTOCOL_TLSv1): pass\ndef h(*, b=ssl.PROTOCOL_TLSv1): pass\nasync def i(b=ssl.PROTOCOL_TLSv1): pass\n@d\ndef j(b=x().SSLv3_METHOD, /): pass\nlambda b=ssl.PROTOCOL_TLSv1: b",
      ["1 B503 medium/medium", "6 B503 medium/medium"],
    ],
  ])("%s", (code, expected) => {
    expect(banditIssues(code, ["B501", "B502", "B503", "B504"])).toEqual(expected);
  });
});
