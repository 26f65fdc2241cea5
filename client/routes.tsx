import { lazy, Suspense } from "react";
import { Navigate, Route, Routes } from "react-router";

import { useSession } from "./features/accounts/accounts.store.ts";
import { LandingScreen } from "./features/accounts/LandingScreen.tsx";
import { SignInScreen } from "./features/accounts/SignInScreen.tsx";
import { UnreachableScreen } from "./features/accounts/UnreachableScreen.tsx";
import { WaitingScreen } from "./features/accounts/WaitingScreen.tsx";
import { ExclusionScreen } from "./features/moderation/ExclusionScreen.tsx";
import { MemberArea } from "./screens/MemberArea.tsx";

const SignUpScreen = lazy(() => import("./features/accounts/SignUpScreen.tsx"));
const SetupScreen = lazy(() => import("./features/accounts/SetupScreen.tsx"));

function VisitorRoutes() {
  return (
    <Suspense fallback={<WaitingScreen />}>
      <Routes>
        <Route path="/" element={<LandingScreen />} />
        <Route path="/connexion" element={<SignInScreen />} />
        <Route path="/inscription" element={<SignUpScreen />} />
        <Route path="/configuration" element={<SetupScreen />} />
        <Route path="/c/*" element={<SignInScreen />} />
        <Route path="/messages" element={<SignInScreen />} />
        <Route path="/moderation" element={<SignInScreen />} />
        <Route path="/reglages" element={<SignInScreen />} />
        <Route path="*" element={<Navigate to="/" replace />} />
      </Routes>
    </Suspense>
  );
}

/** What is shown, by who asks: an exclusion replaces everything, whatever the address. */
export function AppRoutes() {
  const { status, me, ban } = useSession();
  switch (status) {
    case "checking":
      return <WaitingScreen />;
    case "visitor":
      return <VisitorRoutes />;
    case "member":
      return me ? <MemberArea me={me} /> : <WaitingScreen />;
    case "banned":
      return ban ? <ExclusionScreen ban={ban} /> : <WaitingScreen />;
    case "unreachable":
      // With what was kept from the last visit she reads and writes offline.
      return me ? <MemberArea me={me} /> : <UnreachableScreen />;
  }
}
