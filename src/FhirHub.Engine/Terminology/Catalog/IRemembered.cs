namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>What was worked out of a snapshot.</summary>
internal interface IRemembered
{
    /// <summary>What of it holds for a snapshot in which these URLs mean something else.</summary>
    IRemembered Without(IReadOnlySet<string> changed);
}
