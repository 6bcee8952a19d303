import { CodeBlock } from "@/components/ui/code-block";
import { urls } from "@/lib/urls";

/** What holds at every address. */
export function Basics({ origin }: { origin: string }) {
  return (
    <section className="prose">
      <h2 id="basics">How to ask</h2>
      <CodeBlock label="A first request">{`curl ${origin}${urls.apiPlugins({ q: "raster" })}`}</CodeBlock>
      <ul>
        <li>
          What is public needs no token. For your drafts and for uploads send <code>Authorization: Bearer</code> with a token of your
          account. A token for one plugin sees and changes that plugin only, and no token has the rights of an approver. A sign-in in the
          browser works too; it changes something only from pages of this site.
        </li>
        <li>
          Errors are <code>application/problem+json</code> (RFC 9457). Decide by <code>code</code>: it stays.{" "}
          <a href="#errors">All codes</a> are below, <code>errors</code> lists every single thing that is wrong, and the HTTP reason phrase
          says the cause in one line.
        </li>
        <li>What you may not see answers as if it did not exist: 404.</li>
        <li>
          Answers carry an <code>ETag</code>. Send it in <code>If-None-Match</code>, and what has not changed costs a 304 without a body.
          Follow a scan that way until its <code>state</code> is <code>finished</code>.
        </li>
        <li>
          Lists come in pages: <code>page</code> and <code>limit</code>, with <code>next</code> in the answer and in the header{" "}
          <code>Link</code>.
        </li>
        <li>Pages of other sites may read what is public from a browser (CORS), without a cookie and without a token.</li>
        <li>New members and addresses may come at any time: ignore what you do not know. What is here does not change its meaning.</li>
      </ul>
    </section>
  );
}
