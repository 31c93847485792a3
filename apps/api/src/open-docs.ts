import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** OpenAPI 3.1 at /api/docs-json and a page to read and try it at /api/docs. */
export function openDocs(app: INestApplication): void {
  const about = new DocumentBuilder().setOpenAPIVersion('3.1.0').setTitle('紧急止付调度 Emergency stop-payment dispatcher').setVersion('1')
    .setDescription('金额以分为单位；时间为带时区的 ISO 8601；错误为 RFC 9457。 Amounts in fen; times ISO 8601 with zone; errors RFC 9457. Callbacks of institutions: POST /api/v1/bank-door/{institutionCode}/answers, signed (stop-* headers), at most 64 KiB, answered 202.')
    .addBearerAuth().build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, about), { jsonDocumentUrl: 'api/docs-json', customSiteTitle: '紧急止付调度 API' });
}
