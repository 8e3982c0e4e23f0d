namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>What the entries of a parameter begin with: <c>Observation.code</c>, and <c>#Observation.code</c> for contained resources.</summary>
internal sealed class EntryPrefix(SearchParameter parameter)
{
    private readonly string _own = parameter.Prefix;
    private readonly string _contained = "#" + parameter.Prefix;

    public string In(IndexRun run) => run.InContained ? _contained : _own;
}
