import { lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";

import { useSession } from "./features/accounts/accounts.store.ts";
import { LandingScreen } from "./features/accounts/LandingScreen.tsx";
import { lastAccountId } from "./features/accounts/last-account.ts";
import { WaitingScreen } from "./features/accounts/WaitingScreen.tsx";

const loadMemberArea = () => import("./screens/MemberArea.tsx");
// A device that somebody used: its screens come while the session is asked for.
if (lastAccountId() !== null) void loadMemberArea().catch(() => undefined);

const MemberArea = lazy(loadMemberArea);
const ExclusionScreen = lazy(() => import("./features/moderation/ExclusionScreen.tsx"));
const UnreachableScreen = lazy(() => import("./features/accounts/UnreachableScreen.tsx"));
const SignInScreen = lazy(() => import("./features/accounts/SignInScreen.tsx"));
const SignUpScreen = lazy(() => import("./features/accounts/SignUpScreen.tsx"));
const SetupScreen = lazy(() => import("./features/accounts/SetupScreen.tsx"));

function VisitorRoutes() {
  return (
    <Switch>
      <Route path="/" component={LandingScreen} />
      <Route path="/connexion" component={SignInScreen} />
      <Route path="/inscription" component={SignUpScreen} />
      <Route path="/configuration" component={SetupScreen} />
      <Route path="/c/*" component={SignInScreen} />
      <Route path="/messages" component={SignInScreen} />
      <Route path="/fils" component={SignInScreen} />
      <Route path="/reperes" component={SignInScreen} />
      <Route path="/recherche" component={SignInScreen} />
      <Route path="/moderation" component={SignInScreen} />
      <Route path="/reglages" component={SignInScreen} />
      <Route>
        <Redirect to="/" replace />
      </Route>
    </Switch>
  );
}

/** What is shown, by who asks: an exclusion replaces everything, whatever the address. */
function Screens() {
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

/** Every screen; those that are not needed at once come when they are. */
export function AppRoutes() {
  return (
    <Suspense fallback={<WaitingScreen />}>
      <Screens />
    </Suspense>
  );
}
