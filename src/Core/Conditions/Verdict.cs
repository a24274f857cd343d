namespace OrleansAcl.Conditions;

public enum Verdict : byte { False, True, Unknown }
