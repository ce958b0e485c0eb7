using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;

namespace HueS.Integration.Sandbox;

/// <summary>Tells the person where everything listens and what to try first.</summary>
internal static class Welcome
{
    public static void Print(RunningSandbox sandbox)
    {
        var (service, issuer, plain) = (Base(sandbox.Address), sandbox.Issuer.TokenAddress, Personas.Plain);
        Console.Out.WriteLine($"""

            Hộp thử đã sẵn sàng · The sandbox is ready. Ctrl-C stops it.

              Dịch vụ · service             {service}    (/docs, /openapi/v1.json, /health/ready, /metrics)
              Cấp mã truy cập · tokens      {issuer}
              CSDL dân cư · register        {Base(sandbox.Stubs.PopulationAddress)}    (weather: GET, PUT /__weather)
              Nền tảng tỉnh · provincial    {Base(sandbox.Stubs.LgspSoap.Address)}    (lgsp-soap; weather too)
                                            {Base(sandbox.Stubs.LgspJson.Address)}    (lgsp-json; weather too)
              Hồ sơ một cửa · dossiers      {Base(sandbox.Stubs.DossiersAddress)}    (weather: GET, PUT /__weather)
              Phản ánh · feedback           {Base(sandbox.Stubs.Feedback.Address)}    (weather too)
              BHYT · health insurance       {Base(sandbox.Stubs.HealthInsurance.Address)}    (weather too)
              PostgreSQL                    psql -h {sandbox.Postgres.SocketFolder} -U {Postgres.Cluster.Owner} hues
              Dữ liệu · data                {sandbox.Folder.Path}

            Ứng dụng gọi · clients
            {string.Join('\n', SandboxClient.All.Select(client => $"  {client.Id,-10}{client.Secret,-27}{client.Why}"))}

            Lấy mã, rồi hỏi · take a token, then ask:

            TOKEN=$(curl -s {issuer} -d grant_type=client_credentials -d client_id={SandboxClient.Portal.Id} -d client_secret={SandboxClient.Portal.Secret} | sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')

            {Question(service, plain)}

            """);
    }

    private static string Question(string service, Persona plain) => $$"""
        curl -s {{service}}/v1/verifications -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"purpose":"{{Procedure.All[0].Code}}","caseReference":"H57-2026/00001","officer":"cb.001","subject":{"number":"{{plain.Number}}","name":"{{plain.Name}}","birthDate":"{{plain.BirthDate}}"} }'
        """;

    private static string Base(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
