"use client";

import { useActionState, useEffect, useRef } from "react";
import { ReadOff } from "../../../components/read-off.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { FieldError } from "../../../components/ui/field-error.tsx";
import { useStatus } from "../../challenge/live.tsx";
import { useSubmission } from "../../forms/submission.ts";
import { signInApproved } from "./actions.ts";

interface MatchNumberProps {
  otpId: string;
  number: string;
  lead: string;
  /** The button's words, before and while it runs. */
  submit: [idle: string, busy: string];
}

/** The number to type at the link, which approves this browser; then it signs in by itself. */
export function MatchNumber({ otpId, number, lead, submit }: MatchNumberProps) {
  const { pending, form, problem } = useSubmission(
    useActionState(signInApproved, { problem: null }),
  );
  const approved = useStatus({ purpose: "email-otp", otpId }).data?.approved === true;
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (approved) element.current?.requestSubmit();
  }, [approved]);

  return (
    <form ref={element} {...form}>
      <input type="hidden" name="otpId" value={otpId} />
      <p>
        {lead} <ReadOff>{number}</ReadOff>
      </p>
      <Button look="plain" className="mt-5">
        {submit[pending ? 1 : 0]}
      </Button>
      <FieldError id="number-problem">{!pending && problem}</FieldError>
    </form>
  );
}
