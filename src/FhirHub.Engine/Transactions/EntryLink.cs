namespace FhirHub.Engine.Transactions;

/// <summary>A link in an entry's resource that the transaction must replace.</summary>
/// <param name="Start">First byte in the resource's JSON, as it was sent; in a text (<see cref="LinkText"/>), first UTF-16 code unit.</param>
/// <param name="Length">In the same units; the fragment behind a <c>#</c> is not part of it.</param>
/// <param name="Path">FHIRPath from the Bundle, for errors.</param>
internal abstract record EntryLink(int Start, int Length, string Path)
{
    /// <summary>It leads to another entry.</summary>
    /// <param name="Entry">That entry's index.</param>
    /// <param name="OfVersion">Whether it names a version: it goes on to name one, the new one.</param>
    public sealed record ToEntry(int Start, int Length, string Path, int Entry, bool OfVersion) : EntryLink(Start, Length, Path);

    /// <summary>It leads to what a search finds, https://hl7.org/fhir/R4/http.html#trules: <c>Patient?identifier=12345</c>.</summary>
    public sealed record ToMatch(int Start, int Length, string Path, Criteria Criteria) : EntryLink(Start, Length, Path);

    /// <summary>The same, not yet understood.</summary>
    public sealed record ToSearch(int Start, int Length, string Path, string Type, string Text) : EntryLink(Start, Length, Path);

    /// <summary>A <c>urn:</c> that no entry has.</summary>
    public sealed record ToNothing(int Start, int Length, string Path, string Text) : EntryLink(Start, Length, Path);
}
