namespace FhirHub.Cli;

/// <summary>What the process ends with.</summary>
internal static class Exits
{
    public const int Fine = 0;

    /// <summary>There are errors in what was looked at.</summary>
    public const int Errors = 1;

    /// <summary>It could not be looked at.</summary>
    public const int NotDone = 2;
}
