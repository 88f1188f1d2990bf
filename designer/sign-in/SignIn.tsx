import { Button, PasswordInput, TextInput } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { useSignIn } from '../api/session.ts';
import { Loom } from '../shell/Loom.tsx';
import { en } from '../text/en.ts';
import './sign-in.css';

const wordsOf = (error: unknown): string => {
  if (!(error instanceof ApiError)) return String(error);
  if (error.status === 401) return en.signIn.refused;
  if (error.status === 429) return en.signIn.slow;
  return error.message;
};

/** The door for people. A refused try keeps the address and says what to do. */
export function SignIn() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  useEffect(() => {
    document.title = `${en.signIn.title} · Orderloom`;
  }, []);
  const go = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ email: email.trim(), password });
  };
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <div className="sign-in-mark">
          <Loom size={30} />
          <span>{en.shell.name}</span>
        </div>
        <form className="card sign-in-card" onSubmit={go}>
          <h1>{en.signIn.title}</h1>
          <TextInput
            label={en.signIn.email}
            type="email"
            name="email"
            autoComplete="username"
            required
            autoFocus
            withAsterisk={false}
            size="md"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={en.signIn.password}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {signIn.isError ? (
            <div className="callout" data-tone="parked" role="alert">
              <KeyRound size={16} aria-hidden />
              <span>{wordsOf(signIn.error)}</span>
            </div>
          ) : null}
          <Button type="submit" variant="filled" size="md" fullWidth loading={signIn.isPending}>
            {en.signIn.go}
          </Button>
        </form>
      </div>
    </main>
  );
}
