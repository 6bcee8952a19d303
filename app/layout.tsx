import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { LastWords } from "@/components/owner/last-words";
import { Button } from "@/components/ui/button";
import { env } from "@/lib/env";
import { urls } from "@/lib/urls";
import { getSignedIn } from "./_server/session";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Greenbadge: QGIS plugins that show how they were checked", template: "%s | Greenbadge" },
  description:
    "A plugin repository for QGIS that checks every upload for security problems, secrets and mistakes before anybody can download it.",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1d17" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const person = await getSignedIn();
  const { isDemo, SUPPORT_EMAIL, SUPPORT_URL, ISSUE_TRACKER_URL, SOURCE_URL } = env();
  return (
    <html lang="en" data-scroll-behavior="smooth">
      <body className="flex min-h-dvh flex-col bg-bg font-sans text-ink antialiased">
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10 focus:rounded-control focus:bg-surface focus:px-4 focus:py-2"
        >
          Skip to the content
        </a>
        <SiteHeader person={person} isDemo={isDemo} signOut={<SignOut />} />
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-page grow px-4 py-8 outline-none sm:px-6">
          {children}
        </main>
        <LastWords />
        <SiteFooter support={{ email: SUPPORT_EMAIL, url: SUPPORT_URL, issueTracker: ISSUE_TRACKER_URL, source: SOURCE_URL }} />
      </body>
    </html>
  );
}

function SignOut() {
  return (
    <form action={urls.signOut()} method="post">
      <Button variant="quiet" size="sm" className="whitespace-nowrap">
        Sign out
      </Button>
    </form>
  );
}
