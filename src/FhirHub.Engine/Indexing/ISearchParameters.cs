namespace FhirHub.Engine.Indexing;

/// <summary>Where the search parameters in force come from: a fixed catalog, or the registry of a server, whose definitions come and go.</summary>
public interface ISearchParameters
{
    /// <summary>Those of this moment. Take it once for a piece of work that must not see a change halfway.</summary>
    SearchParameterState Current { get; }
}
