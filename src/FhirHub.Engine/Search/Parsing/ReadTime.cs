namespace FhirHub.Engine.Search.Parsing;

/// <summary>The time at which the values of a search are read; it tells whether any of them depends on it.</summary>
internal sealed class ReadTime(DateTimeOffset now) : TimeProvider
{
    public bool IsAsked { get; private set; }

    public override DateTimeOffset GetUtcNow()
    {
        IsAsked = true;
        return now;
    }
}
