import Link from "next/link";
import { urls } from "@/lib/urls";
import { Alert } from "../ui/alert";

/** That people are advised against a plugin, why, and what to use instead. */
export function DeprecationNotice({
  message,
  replacement,
}: {
  message: string;
  replacement: { packageName: string; name: string } | null;
}) {
  return (
    <Alert tone="warn" title="This plugin is deprecated">
      <p className="max-w-prose whitespace-pre-line">{message || "Its author advises against using it any longer."}</p>
      {replacement ? (
        <p className="mt-3">
          Use <Link href={urls.plugin(replacement.packageName)}>{replacement.name}</Link> instead.
        </p>
      ) : null}
    </Alert>
  );
}
