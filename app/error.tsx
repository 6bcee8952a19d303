"use client";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

/** Something failed that nobody expected. The digest finds it in the log; nothing else is told. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <PageHeader title="Something went wrong on our side" />
      <Alert tone="bad" title="This page could not be shown" live>
        <p>
          Nothing was changed. Please try again in a moment
          {error.digest ? (
            <>
              ; if it happens again, tell us this number: <code className="font-mono">{error.digest}</code>
            </>
          ) : null}
          .
        </p>
        <Button type="button" onClick={reset} className="mt-3">
          Try again
        </Button>
      </Alert>
    </>
  );
}
