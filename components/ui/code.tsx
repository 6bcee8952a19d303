import { codePieces } from "@/lib/domain/code-pieces";

/** Code inside of a sentence. */
export function Code({ children }: { children: string }) {
  return (
    <code className="code-word">
      {codePieces(children).map(({ text, isWhole }) =>
        isWhole ? (
          <span key={text} className="whitespace-nowrap">
            {text}
          </span>
        ) : (
          text
        ),
      )}
    </code>
  );
}
