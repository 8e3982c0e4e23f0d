using System.Text;
using FhirHub.Engine.Indexing;

namespace FhirHub.EndToEndTests.Search.Parameters.Synthesis;

/// <summary>Puts a resource into a server for each search parameter that none of the others has a value for.</summary>
internal static class SynthesisedRows
{
    /// <param name="http">The server.</param>
    /// <param name="parameters">Those without value.</param>
    /// <param name="stored">What references may lead to.</param>
    /// <returns>The rows; a parameter for which none could be made, or was refused, lacks its row.</returns>
    public static async Task<IReadOnlyList<ExampleRow>> LoadAsync(HttpClient http, IEnumerable<SearchParameter> parameters, IReadOnlyList<string> stored)
    {
        var rows = new List<ExampleRow>();
        foreach (var parameter in parameters)
        {
            var made = new SynthesisedResource(parameter, stored).Candidates().Select(c => Encoding.UTF8.GetBytes(c.ToJsonString()))
                .FirstOrDefault(json => new ExampleRow(parameter.ResourceType, "", new FhirPathValues(json)).Value(parameter).Present);
            if (made is not null && await ExampleRows.PutAsync(http, made) is { } row)
                rows.Add(row);
        }

        return rows;
    }
}
